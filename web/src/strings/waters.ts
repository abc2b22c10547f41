/** Names of the seas and lands around the ground of a scenario: where they are written, and how large. */

export interface Around {
  text: string;
  under?: string; // a second line
  lat: number;
  lon: number;
  size: number; // of the letters, a town's being 1
  turn: number; // [degrees], clockwise
  land: boolean;
}

export const AROUND: Record<string, Around[]> = {
  korea1950: [
    { text: 'Yellow Sea', lat: 36.55, lon: 124.25, size: 1.5, turn: 0, land: false },
    { text: 'Sea of Japan', under: '(East Sea)', lat: 38.95, lon: 130.2, size: 1.5, turn: 0, land: false },
    { text: 'Korea Strait', lat: 34.25, lon: 129.15, size: 1.05, turn: -32, land: false },
    { text: 'Korea Bay', lat: 39.05, lon: 124.1, size: 1.05, turn: 0, land: false },
    { text: 'Manchuria', under: 'China', lat: 41.75, lon: 125.7, size: 1.45, turn: 0, land: true },
  ],
};
