import { useSearchParams } from 'react-router';
import { NewRecovery } from './new-recovery.tsx';
import { RecoveryList } from './recovery-list.tsx';

/** The recoveries of the workspace, or with `?new=1` the form for a new one, whose filter may be in the query too. */
export function RecoveriesScreen() {
  const [query] = useSearchParams();
  return query.get('new') === '1' ? <NewRecovery /> : <RecoveryList />;
}
