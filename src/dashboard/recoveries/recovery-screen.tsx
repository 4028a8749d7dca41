import { ScreenTitle } from '../components/screen-title.tsx';

/** A recovery and its progress. */
export function RecoveryScreen() {
  return <ScreenTitle title="Recovery" />;
}
