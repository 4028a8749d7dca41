import '@mantine/dates/styles.css';
import { DateTimePicker } from '@mantine/dates';
import { useId } from 'react';
import { fromLocalTime, toLocalTime } from './local-time.ts';

interface TimeFieldProps {
  label: string;
  /** As in ISO 8601, in UTC. */
  time: string | null;
  onChange: (time: string | null) => void;
  placeholder?: string;
  description?: string;
  error?: string | undefined;
  size?: 'xs' | 'sm';
  /** A width of CSS. */
  width?: string | number | Record<string, string | number>;
  isClearable?: boolean;
  /** Whether the calendar is as wide as the field, where there is no more room. */
  isNarrow?: boolean;
  /** Whether only a screen reader says the label. */
  isLabelHidden?: boolean;
}

/** A time in the zone of the person at the page. */
export function TimeField({
  label,
  time,
  onChange,
  width,
  isClearable = true,
  isNarrow = false,
  isLabelHidden = false,
  ...field
}: TimeFieldProps) {
  const id = useId();
  return (
    <DateTimePicker
      {...field}
      id={id} // the calendar is labelled by the field of this id
      popoverProps={{ id, withinPortal: false, ...(isNarrow && { width: 'target' }) }}
      hideOutsideDates
      weekendDays={[]}
      previousLabel="Before"
      nextLabel="After"
      submitButtonProps={{ 'aria-label': 'Apply' }}
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      withSeconds
      valueFormat="D MMM YYYY HH:mm:ss"
      clearable={isClearable}
      clearButtonProps={{
        'aria-label': `Clear: ${label}`,
        style: { minWidth: 24, minHeight: 24 },
      }}
      value={toLocalTime(time)}
      onChange={(value) => onChange(fromLocalTime(value))}
      {...(width !== undefined && { w: width })}
    />
  );
}
