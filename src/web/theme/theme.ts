import {
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
  createTheme,
  defaultVariantColorsResolver,
} from '@mantine/core';

const deck: MantineColorsTuple = [
  '#e8eef7',
  '#d3dfef',
  '#a5bfdf',
  '#7fb0f5',
  '#5d8cc4',
  '#3f70b1',
  '#2f62a9',
  '#23559f',
  '#1b4584',
  '#17396d',
];
const grey: MantineColorsTuple = [
  '#f6f7f8',
  '#f1f3f5',
  '#e4e7ea',
  '#d5dade',
  '#c9cfd5',
  '#a3abb3',
  '#7d8790',
  '#5c6670',
  '#3a424a',
  '#1d2329',
];
const night: MantineColorsTuple = [
  '#e6e9ec',
  '#c5ccd2',
  '#9aa4ae',
  '#6b747e',
  '#454d55',
  '#2c3238',
  '#1f2327',
  '#16191c',
  '#101214',
  '#0b0d0f',
];

/** What lies behind a drawer or dialog stays readable. */
const dim = { backgroundOpacity: 0.32 };

/** Mantine in the look of the house: one accent, 14 px base, 4 px corners, quick or no motion. */
export const theme = createTheme({
  primaryColor: 'deck',
  primaryShade: { light: 7, dark: 3 },
  variantColorResolver: readableColors,
  colors: { deck, gray: grey, dark: night },
  fontFamily: 'var(--qd-font)',
  headings: { fontFamily: 'var(--qd-font)', fontWeight: '600' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '8px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ...smallControls([
      'TextInput',
      'Textarea',
      'NumberInput',
      'PasswordInput',
      'FileInput',
      'Button',
      'Input',
      'InputBase',
      'NativeSelect',
      'PillsInput',
    ]),
    ...plainOptions(['Select', 'MultiSelect', 'Autocomplete', 'TagsInput']),
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 80 }, withArrow: false } },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'none' } },
    Popover: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'none' } },
    Drawer: { defaultProps: { overlayProps: dim, position: 'right', transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { overlayProps: dim, centered: true, transitionProps: { duration: 100 } } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 100 } },
  },
});

/** What lies on the accent, or on the colour of a meaning, is readable on it in light and dark. */
function readableColors(input: Parameters<VariantColorsResolver>[0]) {
  const colors = defaultVariantColorsResolver(input);
  return input.variant === 'filled' ? { ...colors, color: 'var(--qd-on-accent)' } : colors;
}

/** Options scroll in their own list, so that a reader of the screen finds the box that scrolls to be the list. */
function plainOptions(names: readonly string[]) {
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        defaultProps: { size: 'sm', withScrollArea: false },
        styles: { options: { maxHeight: 220, overflowY: 'auto' } },
      },
    ]),
  );
}

function smallControls(names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, { defaultProps: { size: 'sm' } }]));
}

/** Hands our colours to Mantine, so that there is one set of them. */
export const variables: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-body': 'var(--qd-surface)',
    '--mantine-color-text': 'var(--qd-text)',
    '--mantine-color-dimmed': 'var(--qd-muted)',
    '--mantine-color-default': 'var(--qd-surface)',
    '--mantine-color-default-hover': 'var(--qd-hover)',
    '--mantine-color-default-border': 'var(--qd-line-strong)',
    '--mantine-color-default-color': 'var(--qd-text)',
    '--mantine-color-anchor': 'var(--qd-accent)',
    '--mantine-color-error': 'var(--qd-bad)',
    '--mantine-color-placeholder': 'var(--qd-muted)',
    '--mantine-color-gray-light-color': 'var(--qd-text)',
    '--mantine-color-gray-subtle-color': 'var(--qd-muted)',
    '--mantine-primary-color-filled': 'var(--qd-accent)',
    '--mantine-primary-color-filled-hover': 'var(--qd-accent-hover)',
    '--mantine-primary-color-contrast': 'var(--qd-on-accent)',
    '--mantine-primary-color-light': 'var(--qd-accent-soft)',
    '--mantine-primary-color-light-color': 'var(--qd-accent)',
  };
  return { variables: {}, light: ours, dark: ours };
};
