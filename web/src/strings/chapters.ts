/** Our own words before each chapter of the story; what it holds, and rests on, the data say. */

export const chapters: Record<string, { title: string; words: string }> = {
  'two-beginnings': {
    title: 'Two beginnings',
    words:
      'On 25 June 1950 the Korean People’s Army attacked across the 38th parallel. Washington answered in Korea and in the Taiwan Strait at once: the Seventh Fleet was told to bar an attack either way. In late July MacArthur flew to Taipei; the offer of Chinese Nationalist troops was not taken up.',
  },
  'inchon-and-north': {
    title: 'Inchon and north',
    words:
      'The landing at Inchon on 15 September cut the supply of the armies round Pusan. Two weeks later Seoul was back in UN hands, and the advance went on over the parallel toward the Yalu. Some captions of these weeks carry the wrong month: the check says which.',
  },
  'across-the-yalu': {
    title: 'Across the Yalu',
    words:
      'From 19 October the Chinese People’s Volunteers crossed the Yalu by night and lay unseen in the hills. At the end of November they struck on both sides of the peninsula. Pyongyang changed hands on 5 December; the troops at Chosin fought their way to the sea.',
  },
  'to-seoul-and-back': {
    title: 'To Seoul and back',
    words:
      'Seoul fell a second time on 4 January 1951. Offensives ran for about as long as the food and cartridges that men could carry; then the other side came back. By the middle of March Seoul had changed hands for the fourth time, and in May the last great offensive broke.',
  },
  'arms-against-numbers': {
    title: 'Arms against numbers',
    words:
      'One side had artillery, armour and the air by day; the other had numbers, the night, and weapons from half a dozen armies. The captions name them one by one: what they say of calibres and makers is checked against the list of equipment.',
  },
  'the-home-front': {
    title: 'The home front',
    words:
      'In China the war was a campaign to resist America and aid Korea: recruiting in the villages, collections for aircraft and guns. What of this reached the front, the model holds as flows of men and stocks; the meetings themselves it cannot know.',
  },
  'behind-the-lines': {
    title: 'Behind the lines',
    words:
      'Singers and dancers came to the troops on every side. Around them a country was being destroyed: refugees on the roads, children without parents, women in the ruins of their homes. Civilians are the largest and least certain number of the ledger.',
  },
  'paper-from-the-sky': {
    title: 'Paper from the sky',
    words:
      'Both sides dropped leaflets: on food and cold, on families, on allies who could not be trusted, on how to surrender. Few captions give a day, so the check can say little more than that they fit the war.',
  },
  'prisoners': {
    title: 'Prisoners',
    words:
      'Prisoners were what the talks failed over for longest. The photographs show them as their captors wished: at worship, in bands, behind slogans. One caption puts a company into the wrong year; its unit and its losses tell the right one.',
  },
  'after-the-armistice': {
    title: 'After the armistice',
    words:
      'The armistice of 27 July 1953 let prisoners choose. In January 1954 some fourteen thousand Chinese went to Taiwan; others took the train home. What the years after made of them lies outside the days of this map.',
  },
};
