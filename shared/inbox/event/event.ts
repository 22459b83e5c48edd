/** What Telnyx told us, as far as it could be understood. What is not understood is kept under its name. */
export type InboxEvent = MessageEvent | CallEvent | OtherEvent;

interface Common {
  /**
   * The name of the event as version 2 writes it, such as `message.received`. Names of version 1 are turned into it, and a TeXML form is named
   * after what it tells, such as `call.hangup`. `unnamed` where the body has no name.
   */
  readonly type: string;
  /** When it happened, in milliseconds since the epoch. Undefined where the body tells no time, or none that can be read. */
  readonly at: number | undefined;
}

/** Something about a text message, sent or received: SMS, MMS, RCS or WhatsApp. */
export interface MessageEvent extends Common {
  readonly kind: 'message';
  /** Telnyx's id of the message, which its events share. */
  readonly messageId: string | undefined;
  readonly direction: 'inbound' | 'outbound';
  /** Our end: +E.164, a short code, a name of letters, or the id of an RCS agent. */
  readonly own: string | undefined;
  /** The other ends, sorted and without repetition: one person, or all the others of a group. */
  readonly others: readonly string[];
  /** Who wrote it: in a group one of {@link others}. */
  readonly from: string | undefined;
  readonly profileId: string | undefined;
  /** `SMS`, `MMS`, `RCS`, … as Telnyx writes it. */
  readonly channel: string | undefined;
  /** The words: also of a tapped button or a shared place. Undefined where there are none. */
  readonly text: string | undefined;
  readonly subject: string | undefined;
  readonly media: readonly Media[];
  /** How it fares with each recipient, in Telnyx's words, also those that no list names. */
  readonly statuses: readonly { readonly to: string | undefined; readonly status: string }[];
  readonly problems: readonly Problem[];
  readonly cost: Cost | undefined;
  /** What Telnyx took the message for and answered by itself: `STOP`, `START`, `HELP`, or a word of tomorrow. */
  readonly keyword: string | undefined;
  /** What all events of a message to a group share; each may name another of its recipients alone. */
  readonly groupId?: string | undefined;
  /** Where the message stands in its conversation, the same in all its events; milliseconds since the epoch. */
  readonly standsAt: number | undefined;
}

export interface Media {
  readonly url: string | undefined;
  /** Such as `image/png`. */
  readonly type: string | undefined;
  /** Bytes. */
  readonly size: number | undefined;
}

/** Why something failed, in Telnyx's words. */
export interface Problem {
  readonly code: string | undefined;
  readonly title: string | undefined;
  readonly detail: string | undefined;
}

export interface Cost {
  /** A decimal number, as Telnyx writes it. */
  readonly amount: string;
  readonly currency: string;
}

/** Something that happened on one leg of a call. */
export interface CallEvent extends Common {
  readonly kind: 'call';
  /** The type without `call.`: `hangup`, `machine.detection.ended`. */
  readonly name: string;
  readonly callControlId: string | undefined;
  readonly legId: string | undefined;
  /** What the legs of one call share. */
  readonly sessionId: string | undefined;
  readonly direction: 'incoming' | 'outgoing' | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Of a hangup: each as Telnyx writes it, also words that no list names. */
  readonly hangup:
    { readonly cause: string | undefined; readonly source: string | undefined; readonly sip: string | undefined } | undefined;
  /** Who or what answered: `human`, `machine`, `not_sure`, `fax_detected`, … */
  readonly answeredBy: string | undefined;
  /** Keys that were pressed: one, or all that a gather collected. */
  readonly digits: string | undefined;
  /** A piece of what was said. */
  readonly said: { readonly text: string; readonly final: boolean; readonly track: string | undefined } | undefined;
  readonly recording: { readonly id: string | undefined; readonly url: string | undefined; readonly isPublic: boolean } | undefined;
  readonly cost: Cost | undefined;
  /** Seconds of an assistant's conversation. */
  readonly conversationSeconds: number | undefined;
  /** How speech, a playback or a gather ended: `completed`, `call_hangup`, … */
  readonly status: string | undefined;
  /** Whatever else it tells, in one line: parts of the cost, the result of a gather by an assistant, why something failed. */
  readonly detail?: string | undefined;
}

/** Anything else: faxes, orders, 10DLC, link clicks, and what Telnyx invents tomorrow. */
export interface OtherEvent extends Common {
  readonly kind: 'other';
  /** The id of what it is about: an order, a fax, a campaign. */
  readonly topicId: string | undefined;
  /** What it tells, in one line of plain words without the type: `from +13125550111 to +13125550100, 2 pages`. "" where it tells nothing. */
  readonly summary: string;
}
