import type { SwitchTable } from './definition';

/** Questions that Intercom's public texts leave open, and the answers the stand-in can give; the first is the default. */
export const INTERCOM_SWITCHES = {
	'intercom.echo': { doc: 'An update made through the API comes back as a notification', values: ['yes', 'no'] },
	'intercom.unchangedPut': {
		doc: 'An update that changes nothing still notifies and moves updated_at',
		values: ['no', 'yes'],
	},
	'intercom.attributeChange': { doc: 'A changed custom attribute sends contact.user.updated', values: ['yes', 'no'] },
	'intercom.lastSeenChange': { doc: 'A visit (last_seen_at) sends contact.user.updated', values: ['yes', 'no'] },
	'intercom.linkChange': {
		doc: 'Tagging a contact or attaching a company also sends contact.user.updated',
		values: ['no', 'yes'],
	},
	'intercom.mergedFrom': { doc: 'contact.merged names the contact that went away', values: ['no', 'yes'] },
	'intercom.webhookTimes': { doc: 'Contact times in notifications are written as', values: ['iso', 'epoch'] },
	'intercom.webhookOwner': { doc: 'The owner id in notifications is written as', values: ['number', 'string'] },
	'intercom.pingSigned': { doc: 'The test ping is signed', values: ['yes', 'no'] },
	'intercom.headAccepts': { doc: 'Saving an endpoint URL accepts this answer to HEAD', values: ['2xx', '200'] },
	'intercom.mergedAnswer': {
		doc: 'Reading a merged contact answers 410 with a link, or 404',
		values: ['410', '404'],
	},
	'intercom.searchLag': { doc: 'Seconds until a new contact can be found by search', values: ['0', '180', '600'] },
	'intercom.archivedListed': { doc: 'Archived contacts appear in lists and search', values: ['no', 'yes'] },
	'intercom.searchPrecision': { doc: 'Search compares times by calendar day or by second', values: ['day', 'second'] },
	'intercom.perPageOverMax': { doc: 'Asking for more than 150 records a page is', values: ['refused', 'cut'] },
	'intercom.longAttribute': { doc: 'An attribute value of more than 255 characters is', values: ['refused', 'cut'] },
	'intercom.unknownAttribute': { doc: 'Writing an attribute that does not exist is', values: ['refused', 'created'] },
	'intercom.nullAttribute': { doc: 'Writing null into a custom attribute', values: ['clears', 'ignored'] },
	'intercom.leadEmailTaken': { doc: 'Creating a lead with an email that exists is', values: ['refused', 'allowed'] },
	'intercom.contactCompaniesKey': {
		doc: 'Companies of a contact are listed under the key',
		values: ['data', 'companies'],
	},
	'intercom.scrollEnd': {
		doc: 'The scroll parameter on the last, empty page of companies is',
		values: ['null', 'kept'],
	},
	'intercom.rateLimitBody': { doc: 'A rate limit refusal carries a body or none', values: ['error list', 'empty'] },
	'intercom.wrongRegion': { doc: 'The address asked belongs to another region than the token', values: ['no', 'yes'] },
} as const satisfies SwitchTable;
