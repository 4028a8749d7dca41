import { ScreenTitle } from '../components/screen-title.tsx';

/** The recoveries of the workspace. */
export function RecoveriesScreen() {
  return <ScreenTitle title="Recoveries" />;
}
