/**
 * The colours of all pictures. Marks and lines are those of Okabe and Ito (2008) and a grey: nine that people of every kind of colour vision
 * can tell apart; no picture says anything by colour alone.
 */
export const OKABE_ITO = {
  blue: '#0072B2',
  orange: '#E69F00',
  green: '#009E73',
  vermillion: '#D55E00',
  purple: '#CC79A7',
  sky: '#56B4E9',
  yellow: '#F0E442',
  black: '#1B1B1B',
  grey: '#848484',
} as const;

/** Paper, ink and what lies between. Light and opaque: a chat's dark theme would swallow ink on nothing. */
export const PAPER = {
  sea: '#F4F7F9',
  land: '#E4E6DF',
  school: '#B4BAB0',
  ink: '#22303A',
  faint: '#5A6872',
  line: '#1F4E79',
  halo: '#FBFCFA',
  rule: '#CDD5DA',
} as const;

/** The words' family; named in the SVG file too, for whoever opens it elsewhere. */
export const FONT = 'DejaVu Sans, Verdana, sans-serif';
