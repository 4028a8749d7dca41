import { ScreenTitle } from '../components/screen-title.tsx';

/** Results and response times of the workspace. */
export function ChartsScreen() {
  return <ScreenTitle title="Charts" />;
}
