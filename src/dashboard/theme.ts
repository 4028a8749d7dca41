import { createTheme, darken, lighten, type MantineThemeOverride } from '@mantine/core';

/** The look of the page. The accent is a colour such as `#1c7ed6`; null for the blue of Stockaj. */
export function createPageTheme(accent: string | null): MantineThemeOverride {
  return createTheme({
    ...(accent !== null && { colors: { accent: createShades(accent) }, primaryColor: 'accent' }),
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
    components: {
      ModalHeader: { defaultProps: { role: 'none' } }, // not another banner of the page
      ModalTitle: { defaultProps: { fw: 600 } },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close the notice' } } },
      ModalCloseButton: { defaultProps: { 'aria-label': 'Close' } },
    },
  });
}

/** Ten shades from light to dark: the ninth is the colour itself, the fifth is for text in the dark theme. */
function createShades(accent: string) {
  const lighter = (share: number) => lighten(accent, share);
  return [
    ...([lighter(0.92), lighter(0.84), lighter(0.72), lighter(0.62), lighter(0.5)] as const),
    ...([lighter(0.38), lighter(0.25), lighter(0.12), accent, darken(accent, 0.15)] as const),
  ] as const;
}
