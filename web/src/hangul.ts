/** Whether this machine has letters for hangul; without them names would be rows of boxes. */

let known: boolean | null = null;

/** Return whether two different syllables look different when drawn. */
export function hangul(): boolean {
  if (known !== null) return known;
  const draw = (text: string): string => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 24;
    const ctx = canvas.getContext('2d')!;
    ctx.font = '18px sans-serif';
    ctx.fillText(text, 2, 20);
    return canvas.toDataURL();
  };
  known = draw('서') !== draw('울');
  return known;
}
