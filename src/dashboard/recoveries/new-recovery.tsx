import { Anchor, SimpleGrid, Text } from '@mantine/core';
import { Link } from 'react-router';
import { ScreenTitle } from '../components/screen-title.tsx';
import { sortErrors } from './errors-of-fields.ts';
import { FilterForm } from './filter-form.tsx';
import { PreviewCard } from './preview-card.tsx';
import { useRecoveryFilter } from './use-recovery-filter.ts';
import { useRecoveryPreview } from './use-recovery-preview.ts';

/** Chooses failed deliveries, counts them, and sends them again. */
export function NewRecovery() {
  const { filter, change } = useRecoveryFilter();
  const preview = useRecoveryPreview(filter);
  const errors = preview.isOutdated ? {} : sortErrors(preview.payload?.userErrors ?? [], filter);
  return (
    <>
      <ScreenTitle title="New recovery">
        <Anchor component={Link} to="/recoveries" size="sm">
          All recoveries
        </Anchor>
      </ScreenTitle>
      <Text size="sm" maw={760} mb="md">
        Sends failed deliveries again, each as a new delivery with the same body. It is safe to
        repeat: what was sent again already is skipped.
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <FilterForm filter={filter} errors={errors} onChange={change} />
        <PreviewCard preview={preview} error={errors.other ?? null} />
      </SimpleGrid>
    </>
  );
}
