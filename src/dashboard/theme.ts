import { colorsTuple, createTheme, type MantineThemeOverride } from '@mantine/core';

/** The look of the page. The accent is a colour such as `#1c7ed6`; null for the blue of Stockaj. */
export function createPageTheme(accent: string | null): MantineThemeOverride {
  return createTheme({
    ...(accent !== null && { colors: { accent: colorsTuple(accent) }, primaryColor: 'accent' }),
    // Text on every accent has a contrast of 4.5 at least: white up to this luminance, then black.
    autoContrast: true,
    luminanceThreshold: 0.179,
    primaryShade: 8,
    defaultRadius: 'md',
    respectReducedMotion: true,
    cursorType: 'pointer',
    fontFamily: 'system-ui, sans-serif',
    fontFamilyMonospace: 'ui-monospace, monospace',
    headings: { fontWeight: '600' },
  });
}
