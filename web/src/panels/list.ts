/** The panels that are always at hand, in the order of their keys. */

export const PANELS = ['day', 'ledger', 'whatif', 'evidence', 'story', 'layers', 'share'] as const;
export type PanelName = (typeof PANELS)[number];

export const ICONS: Record<string, string> = {
  day: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  ledger: 'M12 4v16M5 8h14M7 8l-3 7h6zM17 8l-3 7h6z',
  whatif: 'M6 20V9a5 5 0 0 1 5-5h1M6 12c6 0 12-2 12-8M15 6l3-3 3 3M18 20v-6M15 17l3 3 3-3',
  evidence: 'M5 4h11l3 3v13H5zM9 9h6M9 13h6M9 17h4',
  story: 'M3 6h18v13H3zM8 6l1.5-2h5L16 6M12 16a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  layers: 'M12 4l9 5-9 5-9-5zM3 14l9 5 9-5',
  share: 'M12 4v11M8 8l4-4 4 4M5 13v7h14v-7',
  help: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5',
  about: 'M12 8v.5M12 11v6M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
};
