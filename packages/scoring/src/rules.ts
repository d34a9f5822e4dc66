/** Every rule of SPEC.md by its id; refusals and faults carry one. */
// prettier-ignore
export const RULE_IDS = [
  'PT1', 'PT2', 'PT3', 'PT4', 'PT5',
  'RB1', 'RB2', 'RB3', 'RB4', 'RB5', 'RB6', 'RB7', 'RB8', 'RB9', 'RB10', 'RB11', 'RB12', 'RB13', 'RB14',
  'RQ1', 'RQ2', 'RQ3', 'RQ4', 'RQ5', 'RQ6', 'RQ7', 'RQ8', 'RQ9', 'RQ10', 'RQ11', 'RQ12',
  'IR1', 'IR2', 'IR3', 'IR4', 'IR5', 'IR6', 'IR7',
  'CE1', 'CE2', 'CE3', 'CE4', 'CE5', 'CE6', 'CE7', 'CE8', 'CE9', 'CE10',
  'AG1', 'AG2', 'AG3', 'AG4', 'AG5', 'AG6', 'AG7', 'AG8',
  'TO1', 'TO2', 'TO3', 'TO4',
  'GA1', 'GA2', 'GA3', 'GA4', 'GA5', 'GA6', 'GA7',
  'WE1', 'WE2', 'WE3', 'WE4', 'WE5',
  'CI1', 'CI2', 'CI3', 'CI4', 'CI5',
  'DA1', 'DA2',
  'PH1', 'PH2', 'PH3', 'PH4', 'PH5',
  'PO1', 'PO2', 'PO3', 'PO4', 'PO5', 'PO6', 'PO7', 'PO8', 'PO9', 'PO10', 'PO11', 'PO12', 'PO13', 'PO14', 'PO15',
  'PO16',
  'PB1', 'PB2', 'PB3',
  'FN1', 'FN2', 'FN3', 'FN4', 'FN5', 'FN6', 'FN7', 'FN8', 'FN9',
  'OB1', 'OB2', 'OB3', 'OB4', 'OB5', 'OB6',
  'ME1', 'ME2', 'ME3', 'ME4', 'ME5', 'ME6',
  'PL1', 'PL2', 'PL3', 'PL4', 'PL5',
  'DL1', 'DL2', 'DL3', 'DL4', 'DL5',
  'SU1', 'SU2', 'SU3',
  'AY1', 'AY2', 'AY3', 'AY4', 'AY5',
] as const;
export type RuleId = (typeof RULE_IDS)[number];
