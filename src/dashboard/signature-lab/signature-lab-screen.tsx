import { ScreenTitle } from '../components/screen-title.tsx';

/** Checks signatures in the browser. */
export function SignatureLabScreen() {
  return <ScreenTitle title="Signature lab" />;
}
