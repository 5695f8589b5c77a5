/** pinyin.ts - syllables as the service gives them, written as a name: "hai dian qu" is Haidian Qu,
 *  "xi an shi" is Xi'an Shi.  The words are those of the Chinese name: what it is called, each people
 *  (…族), and what kind of division it is. */

export function writePinyin(syllables: string, name: string, shortName: string): string {
  const parts = syllables.split(' ');
  const characters = [...name];
  if (parts.length !== characters.length || !name.startsWith(shortName)) return syllables;
  const words: string[][] = [];
  let word: string[] = [];
  characters.forEach((character, i) => {
    word.push(parts[i] as string);
    if (i + 1 === [...shortName].length || character === '族') {
      words.push(word);
      word = [];
    }
  });
  if (word.length) words.push(word);
  return words.map(join).join(' ');
}

/* A syllable that begins with a, e or o could be read into the one before it. */
function join(word: string[]): string {
  const text = word.map((syllable, i) => (i > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable)).join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
