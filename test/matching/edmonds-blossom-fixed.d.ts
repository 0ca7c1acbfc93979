declare module 'edmonds-blossom-fixed' {
  /** [school, school, score] in; each school's partner, or -1, out. */
  export default function blossom(edges: [number, number, number][], maxCardinality: boolean): number[];
}
