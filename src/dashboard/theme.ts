import { createTheme, darken, lighten, type MantineThemeOverride } from '@mantine/core';

/** The look of the page. The accent is a colour such as `#1c7ed6`; null for the blue of Stockaj. */
export function createPageTheme(accent: string | null): MantineThemeOverride {
  return createTheme({
    ...(accent !== null && { colors: { accent: createShades(accent) }, primaryColor: 'accent' }),
    autoContrast: true, // text on every accent stays readable
    defaultRadius: 'md',
    respectReducedMotion: true,
    cursorType: 'pointer',
    fontFamily: 'system-ui, sans-serif',
    fontFamilyMonospace: 'ui-monospace, monospace',
    headings: { fontWeight: '600' },
  });
}

/** Ten shades from light to dark: the seventh is for the light theme, the fifth for text in the dark one. */
function createShades(accent: string) {
  const lighter = (share: number) => lighten(accent, share);
  const darker = (share: number) => darken(accent, share);
  return [
    ...([lighter(0.92), lighter(0.84), lighter(0.72), lighter(0.6), lighter(0.48)] as const),
    ...([lighter(0.24), accent, darker(0.1), darker(0.2), darker(0.3)] as const),
  ] as const;
}
