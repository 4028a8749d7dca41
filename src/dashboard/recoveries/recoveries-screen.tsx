import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { RecoveryList } from './recovery-list.tsx';

/** Its calendar is large. */
const NewRecovery = lazy(async () => ({
  default: (await import('./new-recovery.tsx')).NewRecovery,
}));

/** The recoveries of the workspace, or with `?new=1` the form for a new one, whose filter may be in the query too. */
export function RecoveriesScreen() {
  const [query] = useSearchParams();
  if (query.get('new') !== '1') return <RecoveryList />;
  return (
    <Suspense fallback={<Skeleton height={400} />}>
      <NewRecovery />
    </Suspense>
  );
}
