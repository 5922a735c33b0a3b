import type { SwitchTable } from './definition';

/** Xero behaviours that the fact sheet marks unknown or disputed; the first value is the default. */
export const XERO_SWITCHES = {
	'xero.postMatchOrder': {
		doc: 'POST without ContactID: whether ContactNumber or Name is looked at first.',
		values: ['numberThenName', 'nameThenNumber'],
	},
	'xero.slotParts': {
		doc: 'Parts of a phone or address slot left out of a write: emptied (replaced) or kept (merged).',
		values: ['replaced', 'merged'],
	},
	'xero.nullText': {
		doc: 'null for a text field: empties it like "", or is ignored.',
		values: ['clears', 'ignored'],
	},
	'xero.partialSave': {
		doc: 'A batch refused with 400 (summarizeErrors on): whether its good elements were saved.',
		values: ['saved', 'notSaved'],
	},
	'xero.batchOrder': {
		doc: 'Elements of a write answer: in the order of the request, or in another.',
		values: ['asSent', 'reversed'],
	},
	'xero.identicalPost': {
		doc: 'A POST that changes nothing: UpdatedDateUTC stays, or moves.',
		values: ['notTouched', 'touched'],
	},
	'xero.numberTakenText': {
		doc: 'Message where the ContactNumber is taken: two wordings; an archived holder may be named as such.',
		values: ['contactNumber', 'generic', 'archivedWhereArchived'],
	},
	'xero.archivedAccountNumber': {
		doc: 'AccountNumber of an archived or merged contact: still taken, or free.',
		values: ['taken', 'free'],
	},
	'xero.renameTakenText': {
		doc: 'Message where an update would take the name of another contact.',
		values: ['unique', 'rename'],
	},
	'xero.blanksInName': {
		doc: 'Leading, trailing or repeated blanks in a Name: refused, or tidied silently.',
		values: ['refused', 'tidied'],
	},
	'xero.sixthPerson': {
		doc: 'More than five ContactPersons: refused, or cut silently.',
		values: ['refused', 'cut'],
	},
	'xero.personsNeedEmail': {
		doc: 'ContactPersons on a contact without EmailAddress: refused (and the email then cannot be emptied), or accepted.',
		values: ['refused', 'accepted'],
	},
	'xero.countryLetters': {
		doc: 'Characters other than letters and blanks in a Country: refused, or accepted.',
		values: ['refused', 'accepted'],
	},
	'xero.unknownIdInRead': {
		doc: 'An unknown id among IDs: 404 for the whole read, or simply missing from it.',
		values: ['404', 'missing'],
	},
	'xero.unknownIdInWrite': {
		doc: 'An unknown ContactID in a batch: 404 for the whole call, or an error on that element.',
		values: ['404', 'elementError'],
	},
	'xero.archivedInIds': {
		doc: 'An archived contact among IDs without includeArchived: hidden, or returned.',
		values: ['hidden', 'returned'],
	},
	'xero.unchangedRead': {
		doc: 'If-Modified-Since and nothing changed: 200 with an empty list, or 304.',
		values: ['200', '304'],
	},
	'xero.contactNumberCase': {
		doc: 'ContactNumber in filters and for uniqueness: case matters, or not.',
		values: ['sensitive', 'insensitive'],
	},
	'xero.orFilterCase': {
		doc: 'Name, EmailAddress and AccountNumber in filters outside the optimised set: any case, or exact.',
		values: ['insensitive', 'sensitive'],
	},
	'xero.methodOnEmptyField': {
		doc: 'Contains, StartsWith … on a field that is not set: no match, or 400.',
		values: ['noMatch', '400'],
	},
	'xero.dayHeader': {
		doc: 'X-DayLimit-Remaining: always sent, or omitted.',
		values: ['sent', 'omitted'],
	},
	'xero.concurrency429': {
		doc: 'A sixth call at once: 429 naming the problem without Retry-After, with Retry-After, or without any header.',
		values: ['problemOnly', 'retryAfter', 'bare'],
	},
	'xero.missingTenant': {
		doc: 'No xero-tenant-id header: 403 or 400.',
		values: ['403', '400'],
	},
	'xero.scopeRefusal': {
		doc: 'A scope the token lacks: 401 or 403, both with WWW-Authenticate.',
		values: ['401', '403'],
	},
	'xero.refreshGrace': {
		doc: 'A refresh token already used: works for 30 minutes more, or is dead at once.',
		values: ['30minutes', 'none'],
	},
	'xero.noteLength': {
		doc: 'Longest history note in characters.',
		values: ['2500', '250'],
	},
	'xero.existingMember': {
		doc: 'Adding a contact to a group it is already in: fine, or refused.',
		values: ['fine', 'refused'],
	},
	'xero.groupNameTaken': {
		doc: 'A second contact group of the same name: refused, or created.',
		values: ['refused', 'created'],
	},
	'xero.fiftyThreeIds': {
		doc: 'More than 52 IDs in a URL that is still short enough: 404 as observed with encoded commas, or answered.',
		values: ['404', 'answered'],
	},
	'xero.largestPage': {
		doc: 'The largest page, to which higher sizes are clamped silently: 1,000 as documented, or 100.',
		values: ['1000', '100'],
	},
	'xero.pages': {
		doc: 'A page before the last one: as full as its size says, or short of some contacts.',
		values: ['full', 'short'],
	},
	'xero.dateHeader': {
		doc: 'The Date header: the time of the data in the answer, or some seconds ahead of it.',
		values: ['exact', 'ahead'],
	},
	'xero.timeOfEdits': {
		doc: "UpdatedDateUTC of what people do in Xero's screens: the time of the edit, or one that lies in the future (demo companies).",
		values: ['now', 'future'],
	},
	'xero.timeOfArchiving': {
		doc: "Archiving a contact in Xero's screens: moves UpdatedDateUTC, or leaves it.",
		values: ['moves', 'stays'],
	},
	'xero.eventOfOwnWrite': {
		doc: 'A change that the app itself made through the API: comes back to it as an event of its webhook, or not.',
		values: ['sent', 'notSent'],
	},
	'xero.eventDate': {
		doc: 'eventDateUtc of an event: the UpdatedDateUTC of the contact, or some time after it.',
		values: ['updatedDate', 'later'],
	},
	'xero.eventDelivery': {
		doc: 'An event, delivered at least once: once as a rule, or always twice.',
		values: ['once', 'twice'],
	},
	'xero.eventOrder': {
		doc: 'Events that come at the same time: in the order of the changes, or in the opposite one.',
		values: ['asChanged', 'reversed'],
	},
} as const satisfies SwitchTable;
