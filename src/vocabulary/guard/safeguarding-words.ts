/**
 * The words that safeguarding rules are built from, as pieces of regular expressions over bare lower-case words with one space
 * between. Every repeat in them is bounded, so that a rule takes time proportional to the text.
 */

/** One child, as teachers say it; the plural is mostly talk about everybody's pupils. */
export const CHILD =
  '(?:pupil|child|student|kid|boy|girl|learner|teenager|lad|lass|son|daughter|toddler|y(?:ea)?r? ?[0-9]{1,2}|year [0-9]{1,2})';
/** Family and others at home. */
export const KIN =
  '(?:(?:step ?|grand|foster )?(?:mum|mam|dad|mother|father|parents?|carer)|mummy|daddy|uncle|aunt|auntie|brother|sister|cousin|grandma|nan|granny|boyfriend|girlfriend|partner|neighbour|babysitter|relative)';
/** Other people who may do harm. */
export const ADULT = '(?:man|men|woman|adult|somebody|someone|teacher|coach|tutor|member of staff|stranger)';
/** Who did it. */
export const ACTOR = `(?:he|she|they|who|${KIN}|${ADULT}|${CHILD})`;
/** Little words between who and did. */
export const AUX =
  '(?: (?:has|have|had|is|are|was|were|been|keeps|kept|always|often|sometimes|regularly|just|then|also|would|will|got|gets|drunk|and|really|started|repeatedly|apparently|deliberately|used|to|did|when|while|who|he|she|said)){0,4}';
/** What comes after an object that is a person ("hit her and …") and not after a possessive ("hit her target"). */
export const END =
  '(?=,| (?:\\.|(?:and|with|on|in|at|again|when|because|every|so|yesterday|today|tonight|last|this|but|after|before|hard|across|round|around|while|if|then|to|for|over|during|until|a|all|both|regularly|often|sometimes|badly|once|twice|daily|as|or|too|really|most|from|down|he|she|they|since|now|up|quite|we|i|it|my|there|nobody|nothing)\\b))';
/** Harm done to somebody, without "beat", which is also what teams do. */
export const HARM =
  '(?:hit(?:s|ting)?|hurt(?:s|ing)?|punch(?:ed|es|ing)|slap(?:s|ped|ping)|kick(?:s|ed|ing)|smack(?:s|ed|ing)|strangl(?:es|ed|ing)|chok(?:es|ed|ing)|burn(?:s|ed|t|ing)|thump(?:s|ed|ing)|batter(?:s|ed|ing)|headbutt(?:s|ed|ing)|assault(?:s|ed|ing)|rap(?:es|ed|ing)|molest(?:s|ed|ing)|grop(?:es|ed|ing)|abus(?:es|ed|ing)|stab(?:s|bed|bing)|attack(?:s|ed|ing)|whip(?:s|ped|ping))';
/** The same, as it was suffered. */
export const HARMED =
  '(?:hit|hurt|beaten|beaten up|punched|slapped|kicked|smacked|strangled|choked|burned|burnt|thumped|battered|assaulted|sexually assaulted|raped|molested|groped|abused|stabbed|attacked|neglected|touched|threatened|locked up|starved)';
/** Where a body shows it. */
export const BODY = '(?:arms?|wrists?|legs?|thighs?|face|neck|back|body|ribs?|cheeks?|eyes?|lips?|stomach|chest|shoulders?)';
/** One particular person. */
export const OWN = '(?:his|her|their|my)';
export const SELF = '(?:himself|herself|themsel(?:f|ves)|myself)';

const words = (pattern: string) => new RegExp(`\\b${pattern}\\b`);

/** A sentence about one particular person. */
export const ABOUT_ONE = words(`(?:he|she|him|her|his|hers|himself|herself|my|me|i|${CHILD})`);
/** The same by pronoun only: then it is not general talk, whatever else the sentence says. */
export const BY_PRONOUN = words('(?:he|she|him|her|his|hers|himself|herself|my|me)');
/** Professional talk about safeguarding, and rules for when it happens. */
export const TALK = words(
  '(?:training|trained|polic(?:y|ies)|inset|cpd|courses?|webinar|awareness|guidance|kcsie|curriculum|workshops?|assembl(?:y|ies)|lessons?|units?|sessions?|schemes?|resources?|toolkit|briefing|module|prevention|charity|nspcc|signs of|indicators|how to|what to do|deal(?:ing)? with|handl(?:e|ing)|respond(?:ing)?|procedures?|(?:if|when|whenever|should|where) (?:a|an|any|one)|scenarios?|case studies)',
);
/** Books and plays taught in school are full of harm. */
export const FICTION = words(
  '(?:characters?|macbeth|lady macbeth|banquo|duncan|shakespeare|novels?|chapters?|poems?|protagonist|narrator|othello|desdemona|hamlet|romeo|juliet|tybalt|mercutio|curley|curleys|lennie|steinbeck|animal farm|inspector calls|birling|sheila|jekyll|hyde|scrooge|matilda|trunchbull|goodnight mister tom|act (?:one|two|three|four|five|[1-5])|scene (?:one|two|three|[1-9]))',
);
