import { colorsTuple, createTheme, type MantineThemeOverride } from '@mantine/core';

/** The look of the page. The accent is a colour such as `#1c7ed6`; null for the blue of Stockaj. */
export function createPageTheme(accent: string | null): MantineThemeOverride {
  return createTheme({
    ...(accent !== null && { colors: { accent: colorsTuple(accent) }, primaryColor: 'accent' }),
    autoContrast: true, // text on every accent stays readable
    defaultRadius: 'md',
    respectReducedMotion: true,
    cursorType: 'pointer',
    fontFamily: 'system-ui, sans-serif',
    fontFamilyMonospace: 'ui-monospace, monospace',
    headings: { fontWeight: '600' },
  });
}
