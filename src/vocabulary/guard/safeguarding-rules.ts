import { ABOUT_ONE, ACTOR, ADULT, AUX, BODY, CHILD, END, HARM, HARMED, KIN, OWN, SELF } from './safeguarding-words.ts';

/** One way a disclosure is worded. */
export interface SafeguardingRule {
  pattern: RegExp;
  /** What the rest of the sentence must hold for it to be about somebody. */
  within?: RegExp;
  /** What the rest of the sentence holds when it is harmless. */
  unless?: RegExp;
  /** Professional talk ("training on self-harm") is let through when no particular person is in the sentence. */
  talked: boolean;
}

/** A pause may stand between any two words: "her dad, when drunk, hits her". */
const rule = (pattern: string, more: Partial<Omit<SafeguardingRule, 'pattern'>> = {}): SafeguardingRule => ({
  pattern: new RegExp(`\\b${pattern.replaceAll(' ', ',? ')}`, 'g'),
  talked: false,
  ...more,
});

/** "We set targets and most of them hit them", "kicked him out", "hit the ball". */
const SPORT =
  /\b(?:targets?|goals?|deadlines?|grades?|criteria|notes?|milestones?|ball|drum|in (?:chess|a race|the race|the quiz|a quiz|the final))\b/;
const KITCHEN = /\b(?:cook(?:ing|ery)?|food|chopp(?:ed|ing)|peel(?:ed|ing)?|butter|palette|craft|workshop tools?)\b/;
const DETAIL =
  '(?:that|to|about|he|she|they|his|her|their|being|abuse|sexual|physical|domestic|something|this|it|what|how|self|bruis\\w*|having|a|some|today|yesterday|\\.)';
const TRIES =
  '(?:want(?:s|ed|ing)? to|threat(?:ens|ened|ening) to|tr(?:ies|ied|ying) to|go(?:ing|es) to|plan(?:s|ned|ning) to|thinking (?:about|of)|(?:talks|talked|talking) (?:about|of))';
const DO_HARM = '(?:kill|hurt|harm|stab|attack)(?:ing)?';

/** The wordings of a disclosure, each with what makes it harmless. */
export const SAFEGUARDING_RULES: readonly SafeguardingRule[] = [
  // Somebody harms somebody.
  rule(`${ACTOR}${AUX} ${HARM} (?:him|her|me)${END}`, { unless: SPORT }),
  rule(`(?:he|she|${KIN}|${ADULT})${AUX} ${HARM} them${END}`, { unless: SPORT }),
  rule(`${KIN}${AUX} beat(?:s|ing|en)? (?:him|her|them|me)${END}`, { unless: SPORT }),
  rule(
    `(?:he|she|they|who)${AUX} beat(?:s|ing|en)? (?:him|her|them|me) (?:up|and|with|again|when|because|every|so|yesterday|last|badly|until)\\b`,
    { unless: SPORT },
  ),
  rule(
    `(?:${KIN}|${ADULT}|he|she)${AUX} (?:${HARM}|beat(?:s|ing)?) (?:(?:a|an|the|this|one|${OWN})(?: own| little| younger)? )?(?:${CHILD}|${KIN})${END}`,
    { unless: SPORT },
  ),
  rule(`${OWN} ${KIN}${AUX} (?:${HARM}|beat(?:s|ing)?) ${OWN} (?:${BODY}|hands?|head)\\b`),
  rule(
    `(?:is|was|been|being|gets?|getting|got|were|are) ${HARMED}(?: \\w+){0,2} (?:by (?:(?:his|her|their|my|a|an|the|this|another|older) ){0,2}(?:${KIN}|${ADULT})|at home)\\b`,
    { talked: true },
  ),
  rule(
    `(?:he|she|${CHILD})(?: (?:\\w+ ){0,3}| )(?:is|was|been|being|gets?|got) (?:(?:physically|sexually|emotionally|being) ){0,2}(?:abused|molested|raped|groomed(?! for)|sexually assaulted|(?:sexually|criminally) exploited|trafficked)\\b`,
    { talked: true },
  ),
  rule('(?:(?:physical|sexual|emotional|domestic) (?:abuse|violence)|the abuse|abuse at home|abused)\\b', {
    within: ABOUT_ONE,
    unless: /\babused? (?:of|the)\b/,
    talked: true,
  }),
  rule(`(?:locked|locks) (?:him|her|them|me) in (?:a|the|his|her|their) (?:room|bedroom|cupboard|cellar|house|shed|bathroom)\\b`),
  rule(`hit(?:s|ting)? at home\\b`, { talked: true }),

  // Marks.
  rule(
    `(?:bruis(?:es|ing)|bruised ${BODY}|(?:a|the|another|big|large|new|old) bruise|(?:is|was|all|badly|covered) bruised|black eyes?|cigarette burns?|burn marks?|(?:slap|bite|belt|finger|strangle) marks?|welts)\\b`,
    {
      within: ABOUT_ONE,
      unless: /\bbruis\w+ (?:egos?|apples?|fruit|pears?|bananas?|confidence|feelings|inspection|encounter)\b/,
      talked: true,
    },
  ),
  rule(`(?:cuts|scars|marks|burns) (?:all )?(?:on|over|up|along|across) ${OWN} ${BODY}\\b`),

  // Disclosures by that name.
  rule(
    `(?:he|she|${CHILD}|${KIN})(?: (?:has|had|just|then|also|later|recently|today|who|quietly|have)){0,3} (?:made|making) (?:(?:a|another|some|the) )?(?:\\w+ )?disclosures?\\b`,
    { talked: true },
  ),
  rule(`(?:he|she)(?: (?:has|had|just|then|also|later|recently|quietly)){0,3} disclosed ${DETAIL}`, {
    unless: /\bdisclosed (?:his|her|the) (?:pay|salary|results|interest)\b/,
  }),
  rule(`${CHILD}(?: (?:in year [0-9]+|has|had|just|then|also|later|recently|quietly|who|\\w+)){0,3} disclosed\\b`, {
    talked: true,
  }),
  rule(`disclosed (?:(?:to \\w+(?: \\w+)?|that) ){0,2}(?:he|she|his|her|abuse|self ?harm|domestic|sexual|physical)\\b`, {
    unless: /\bdisclosed (?:his|her) (?:pay|salary|results|interest)\b/,
    talked: true,
  }),
  rule(`disclosed to (?:me|us|staff|a ta|our|my)\\b`, { talked: true }),
  rule(`disclosures? (?:from|by|about|made by) (?:(?:a|one|this|the|another|my|our|of) ){0,3}(?:${CHILD}|him|her)\\b`, {
    talked: true,
  }),

  // Harm to oneself or others.
  rule('self ?harm(?:s|ed|ing|er)?\\b', { within: ABOUT_ONE, talked: true }),
  rule(`(?:cut|cuts|cutting|harms?|harmed|harming|burns|burning) ${SELF}(?! (?:some|a break|short|off|out|on)\\b)`, {
    talked: true,
  }),
  rule(`(?:slit|slits|slitting|cut|cuts|cutting) ${OWN} (?:own )?(?:wrists?|arms?|thighs?|legs?)\\b`),
  rule(`${TRIES} ${DO_HARM} ${SELF}\\b`, { talked: true }),
  rule(
    `${TRIES} ${DO_HARM} (?:(?:him|her|them|someone|somebody|people|everyone)${END}|(?:a|an|another|the|his|her|their) (?:${CHILD}|${KIN}|teacher|classmate)\\b)`,
    { unless: SPORT },
  ),
  rule(
    `(?:he|she|${KIN}|${CHILD})(?: (?:has|had|always|said he|said she))? (?:wants to|wanted to|threatened to|threatens to) ${DO_HARM} me\\b`,
  ),
  rule('(?:suicidal|suicide)\\b', { within: ABOUT_ONE, talked: true }),
  rule(
    `(?:does not|doesnt|did not|didnt|do not|dont|no longer|not) want(?:s|ed|ing)? to (?:be alive|live|be here any ?more|wake up|exist)\\b(?! in| at| with| near)`,
  ),
  rule(`(?:he|she|they|i|${CHILD})(?: (?:just|really|said|says|that|he|she|they)){0,3} (?:wants?|wanted|wanting) to die\\b`),
  rule('wish(?:es|ed)? (?:he|she|they|i) (?:was|were|had) (?:dead|never been born|not alive)\\b'),
  rule('better off dead\\b'),
  rule(`(?:end|ending|ended|take|taking|took) ${OWN} own life\\b`, { talked: true }),
  rule(`(?:end|ending|ended) ${OWN} life\\b`),
  rule('(?:took an overdose|taken an overdose|overdosed|overdosing)\\b', { within: ABOUT_ONE }),

  // Fear of home.
  rule(
    `(?:unsafe|not safe|isnt safe|(?:not|doesnt|didnt|dont|never) feel(?:s|ing)? safe) (?:\\w+ ){0,3}(?:at home|going home|with ${OWN} ${KIN})\\b`,
    { talked: true },
  ),
  rule('(?:scared|afraid|frightened|terrified) (?:to go|to be|of going|of being|about going)(?: back)? (?:home|at home)\\b', {
    talked: true,
  }),
  rule(`(?:scared|afraid|frightened|terrified) of (?:his|her|their|my) ${KIN}\\b`, { talked: true }),

  // Sexual harm and weapons.
  rule(
    `touch(?:ed|es|ing) (?:him|her|them|me|his|their|my|(?:the|a|this) ${CHILD})(?: \\w+){0,3} (?:inappropriately|sexually|privates?|down below|down there|genitals|thighs?|bottom|bum|breasts?|chest|groin|crotch|where (?:he|she|they))\\b`,
  ),
  rule(
    `(?:he|she|they|who|${KIN}|${ADULT}|${CHILD})${AUX} touch(?:ed|es|ing) (?:him|her|me)${END}(?! on the (?:shoulder|arm|hand|elbow))`,
  ),
  rule('(?:inappropriate(?:ly)? (?:touch(?:ed|ing)|sexual contact)|touch(?:ed|ing) inappropriately)\\b', {
    within: ABOUT_ONE,
    talked: true,
  }),
  rule(
    `(?:nude|naked|indecent|explicit|topless) (?:photos?|pictures?|images?|pics?|selfies?|videos?) of (?:him|her|them|me|${SELF}|(?:a|another|the|this) ${CHILD})\\b`,
    { talked: true },
  ),
  rule('(?:send|sent|sending|shared|sharing|for) (?:\\w+ ){0,2}nudes?\\b', { within: ABOUT_ONE, talked: true }),
  rule('forced (?:to marry|into (?:a )?marriage)\\b', { within: ABOUT_ONE, talked: true }),
  rule(`(?:he|she|${CHILD})${AUX} (?:brought|bringing|brings|carrying|carries) a (?:knife|blade|weapon|gun)\\b`, {
    unless: KITCHEN,
    talked: true,
  }),
];
