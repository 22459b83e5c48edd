/** Where a request is not as the document says, by operation: a part of what the check says of it. */
export const DEVIATIONS: Readonly<Record<string, readonly string[]>> = {
  // Needs one of three members; the index knows only members that are always required.
  CallStartConversationRelay: ['must have required property', 'must match a schema in anyOf'],
  // Url and Texml exclude each other.
  InitiateTexmlCall: ['/requestBody'],
  // A text or a flag: in a URL both look alike.
  deleteUnsubscribeGroup: ['/query/force must match exactly one'],
  // Need any one member.
  UpdatePronunciationDict: ['must NOT have fewer than 1 properties'],
  updateDirReference: ['must NOT have fewer than 1 properties'],
};

/** The document forgets to declare some values of its own paths. */
export const UNDECLARED = '/path must NOT have additional properties';
