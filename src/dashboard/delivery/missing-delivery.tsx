import { NotKept } from '../components/not-kept.tsx';
import { useViewer } from '../session/viewer.tsx';

/** Says that the log has no delivery with this id, and the usual reasons. */
export function MissingDelivery({ id }: { id: string }) {
  const { deliveriesKeptDays } = useViewer().workspace;
  return (
    <NotKept
      title="This delivery is not in the log"
      noun="delivery"
      id={id}
      keptDays={deliveriesKeptDays}
    />
  );
}
