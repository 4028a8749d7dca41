import { chromium } from 'playwright-core';
const [,, link, ...args] = process.argv;
const b = await chromium.launch({ executablePath: '/tmp/chromium', args: ['--no-sandbox','--disable-gpu'] });
const i = link.indexOf('#');
const token = new URLSearchParams(link.slice(i+1)).get('token');
for (const a of args) {
  const [name, path, theme='light', size='1280x900', action=''] = a.split('|');
  const [width,height] = size.split('x').map(Number);
  const c = await b.newContext({ viewport: {width,height} });
  const p = await c.newPage();
  p.on('console', m => m.type()==='error' && console.log('console', m.text()));
  p.on('pageerror', e => console.log('pageerror', String(e)));
  await p.goto(`${link.slice(0,i)}#${new URLSearchParams({token, path, theme})}`);
  await p.waitForTimeout(2500);
  if (action) { await p.evaluate(() => {}); for (const step of action.split(';')) { await p.locator(step).first().click({force:true,timeout:5000}).catch(e=>console.log("miss")); await p.waitForTimeout(1200);} }
  await p.screenshot({ path: `/tmp/s/shots/${name}.png` });
  console.log(name, p.url());
  await c.close();
}
await b.close();
