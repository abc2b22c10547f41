/** Colours of the map; South and North are told apart by every common form of colour blindness. */

export interface Palette {
  dark: boolean;
  sea: string;
  seaDeep: string;
  shore: string;
  coast: string;
  land: string;
  river: string;
  road: string;
  rail: string;
  frontier: string;
  parallel: string;
  grid: string;
  water: string; // names of seas
  ink: string;
  soft: string;
  halo: string;
  south: string;
  north: string;
  southTint: [number, number, number];
  northTint: [number, number, number];
  tint: number; // greatest opacity of a tint
  hatch: string;
  record: string;
  recordHalo: string;
  model: string;
  modelHalo: string;
  unitFriend: string;
  unitHostile: string;
  plate: string;
  supply: string;
}

export const LIGHT: Palette = {
  dark: false,
  sea: '#c9d6da',
  seaDeep: '#b4c5cc',
  shore: 'rgba(255,255,255,0.35)',
  coast: '#5d6a70',
  land: '#ece6d4',
  river: '#6d96ad',
  road: '#9a7d5c',
  rail: '#4b4640',
  frontier: '#7b6f63',
  parallel: '#3d4850',
  grid: 'rgba(70,95,110,0.13)',
  water: '#587382',
  ink: '#20262b',
  soft: '#4d565c',
  halo: 'rgba(250,248,240,0.9)',
  south: '#1f5f99',
  north: '#b4481c',
  southTint: [52, 118, 184],
  northTint: [208, 92, 38],
  tint: 0.42,
  hatch: 'rgba(120,38,8,0.26)',
  record: '#15191c',
  recordHalo: 'rgba(255,255,255,0.85)',
  model: '#7a1fa2',
  modelHalo: 'rgba(255,255,255,0.7)',
  unitFriend: '#c4def6',
  unitHostile: '#ffd0b4',
  plate: 'rgba(252,250,244,0.94)',
  supply: '#8a6100',
};

export const DARK: Palette = {
  dark: true,
  sea: '#121b21',
  seaDeep: '#0c1318',
  shore: 'rgba(140,180,200,0.07)',
  coast: '#7d8d95',
  land: '#2b3234',
  river: '#4d7f9c',
  road: '#8d7557',
  rail: '#a29a8c',
  frontier: '#9a8f80',
  parallel: '#c5d0d6',
  grid: 'rgba(160,195,215,0.08)',
  water: '#7493a6',
  ink: '#eef1f2',
  soft: '#b6c0c5',
  halo: 'rgba(14,20,24,0.88)',
  south: '#6db3f2',
  north: '#ff9a66',
  southTint: [58, 140, 220],
  northTint: [236, 106, 44],
  tint: 0.46,
  hatch: 'rgba(255,196,160,0.17)',
  record: '#ffffff',
  recordHalo: 'rgba(0,0,0,0.75)',
  model: '#e08bff',
  modelHalo: 'rgba(0,0,0,0.6)',
  unitFriend: '#a8d2f8',
  unitHostile: '#ffbd98',
  plate: 'rgba(22,29,33,0.94)',
  supply: '#ffd166',
};
