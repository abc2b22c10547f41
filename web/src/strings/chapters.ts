/** The story in chapters: which captions each holds, and our own words before them. */

export interface Chapter {
  title: string;
  captions: number[];
  date: string; // where the map goes
  place: string;
  words: string;
}

export const CHAPTERS: Chapter[] = [
  {
    title: 'Two beginnings',
    captions: [2, 3, 4, 5],
    date: '1950-06-25',
    place: 'seoul',
    words:
      'On 25 June 1950 the Korean People’s Army attacked across the 38th parallel. Washington answered in Korea and in the Taiwan Strait at once: the Seventh Fleet was told to bar an attack either way. In late July MacArthur flew to Taipei; the offer of Chinese Nationalist troops was not taken up.',
  },
  {
    title: 'Inchon and north',
    captions: [7, 8, 9, 6],
    date: '1950-09-15',
    place: 'inchon',
    words:
      'The landing at Inchon on 15 September cut the supply of the armies round Pusan. Two weeks later Seoul was back in UN hands, and the advance went on over the parallel toward the Yalu. Some captions of these weeks carry the wrong month: the check says which.',
  },
  {
    title: 'Across the Yalu',
    captions: [10, 11, 1, 12, 13],
    date: '1950-11-27',
    place: 'chosin',
    words:
      'From 19 October the Chinese People’s Volunteers crossed the Yalu by night and lay unseen in the hills. At the end of November they struck on both sides of the peninsula. Pyongyang changed hands on 5 December; the troops at Chosin fought their way to the sea.',
  },
  {
    title: 'To Seoul and back',
    captions: [15, 20, 22, 23, 24, 25],
    date: '1951-01-04',
    place: 'seoul',
    words:
      'Seoul fell a second time on 4 January 1951. Offensives ran for about as long as the food and cartridges that men could carry; then the other side came back. By the middle of March Seoul had changed hands for the fourth time, and in May the last great offensive broke.',
  },
  {
    title: 'Arms against numbers',
    captions: [14, 19, 21, 26, 27],
    date: '1951-04-22',
    place: 'chorwon',
    words:
      'One side had artillery, armour and the air by day; the other had numbers, the night, and weapons from half a dozen armies. The captions name them one by one: what they say of calibres and makers is checked against the list of equipment.',
  },
  {
    title: 'The home front',
    captions: [16, 17, 18],
    date: '1951-06-01',
    place: 'antung',
    words:
      'In China the war was a campaign to resist America and aid Korea: recruiting in the villages, collections for aircraft and guns. What of this reached the front, the model holds as flows of men and stocks; the meetings themselves it cannot know.',
  },
  {
    title: 'Behind the lines',
    captions: [28, 29, 30, 42, 43, 44],
    date: '1951-06-15',
    place: 'wonsan',
    words:
      'Singers and dancers came to the troops on every side. Around them a country was being destroyed: refugees on the roads, children without parents, women in the ruins of their homes. Civilians are the largest and least certain number of the ledger.',
  },
  {
    title: 'Paper from the sky',
    captions: [31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41],
    date: '1952-04-01',
    place: 'panmunjom',
    words:
      'Both sides dropped leaflets: on food and cold, on families, on allies who could not be trusted, on how to surrender. Few captions give a day, so the check can say little more than that they fit the war.',
  },
  {
    title: 'Prisoners',
    captions: [45, 46, 47, 48, 49, 59],
    date: '1951-11-25',
    place: 'kaesong',
    words:
      'Prisoners were what the talks failed over for longest. The photographs show them as their captors wished: at worship, in bands, behind slogans. One caption puts a company into the wrong year; its unit and its losses tell the right one.',
  },
  {
    title: 'After the armistice',
    captions: [50, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61],
    date: '1953-07-27',
    place: 'panmunjom',
    words:
      'The armistice of 27 July 1953 let prisoners choose. In January 1954 some fourteen thousand Chinese went to Taiwan; others took the train home. What the years after made of them lies outside the days of this map.',
  },
];
