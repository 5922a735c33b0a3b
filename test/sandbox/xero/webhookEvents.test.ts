import { contactsOf } from './connected';
import { forEachTest, MINUTE_MS, organisation, pass, receiver, subscribed, told, webhooks, world, xero } from './subscribed';

forEachTest();

describe('events', () => {
	beforeEach(subscribed);

	test('tell of every change of a contact by anybody, in the order of the changes, several in a body', async () => {
		const a = organisation().createInUi({ Name: 'A' });
		const b = organisation().createInUi({ Name: 'B' });
		organisation().editInUi(a, { EmailAddress: 'a@x.example' });
		organisation().archiveInUi(b);
		organisation().restoreInUi(b);
		organisation().mergeInUi(b, a);
		await webhooks().idle();
		expect(told()).toEqual(['CREATE A', 'CREATE B', 'UPDATE A', 'UPDATE B', 'UPDATE B', 'UPDATE B']);
		expect(receiver.bodies).toHaveLength(1);
		expect(JSON.parse(receiver.bodies[0]!)).toMatchObject({ firstEventSequence: 1, lastEventSequence: 6 });
	});

	test('come of own writes, too', async () => {
		const [created] = contactsOf(await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'A' }] }));
		await webhooks().idle();
		await xero.send('POST', '/Contacts', { Contacts: [{ ContactID: created!.ContactID, FirstName: 'F' }] });
		await webhooks().idle();
		expect(told()).toEqual(['CREATE A', 'UPDATE A']);
	});

	test('come of nothing that is not stored: a refusal, an undone batch, a write that changes nothing, a balance', async () => {
		const [id] = organisation().seedContacts([{ Name: 'A' }]);
		xero.sandbox.switches.set('xero.partialSave', 'notSaved');
		await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'Good' }, {}] });
		await xero.send('POST', '/Contacts?summarizeErrors=false', { Contacts: [{ ContactID: id, Name: 'A' }] });
		await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'A' }] });
		organisation().setReadOnly(id!, { IsCustomer: true });
		await webhooks().idle();
		expect(receiver.bodies).toEqual([]);
	});

	test('are dated by UpdatedDateUTC, without a zone', async () => {
		const id = organisation().createInUi({ Name: 'A' });
		await webhooks().idle();
		const [event] = (JSON.parse(receiver.bodies[0]!) as { events: Array<Record<string, string>> }).events;
		expect(event).toEqual({
			resourceUrl: `https://api.xero.com/api.xro/2.0/Contacts/${id}`, resourceId: id, tenantId: xero.tenantId, tenantType: 'ORGANISATION', eventCategory: 'CONTACT', eventType: 'CREATE',
			eventDateUtc: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/),
		});
		expect(organisation().contact(id)?.UpdatedDateUTC).toBe(`/Date(${receiver.events[0]![0]!.occurredAt}+0000)/`);
	});

	test('of all connected organisations come to the one URL, those of others do not', async () => {
		const [first, second] = world().allOrganisations();
		first!.createInUi({ Name: 'A' });
		second!.createInUi({ Name: 'B' });
		await webhooks().idle();
		expect(receiver.events.flat().map(({ organisationId }) => organisationId)).toEqual([first!.id, second!.id]);
		receiver.reset();
		world().authority.connections.clear();
		first!.createInUi({ Name: 'C' });
		await webhooks().idle();
		expect(receiver.bodies).toEqual([]);
	});

	test('of an import are split over bodies', async () => {
		for (let n = 0; n < 120; n++) organisation().createInUi({ Name: `N${n}` });
		await webhooks().idle();
		expect(receiver.events.map((events) => events.length).sort((a, b) => a - b)).toEqual([20, 50, 50]);
	});
});

describe('what is not taken', () => {
	beforeEach(subscribed);
	const fail = async () => {
		receiver.manners.right = 500;
		organisation().createInUi({ Name: 'A' });
		await webhooks().idle();
	};

	test('is sent again at once, the same bytes', async () => {
		receiver.manners.body = 'thanks';
		organisation().createInUi({ Name: 'A' });
		await webhooks().idle();
		expect(webhooks().log.map(({ attempt, objection }) => [attempt, objection])).toEqual([[1, 'answered 200 with a body'], [2, 'answered 200 with a body']]);
		expect(webhooks().log[0]!.body).toBe(webhooks().log[1]!.body);
	});

	test('then every quarter of an hour by the sandbox, by itself', async () => {
		await fail();
		expect(webhooks().pending).toEqual({ retries: 1, kept: 0 });
		xero.sandbox.clock.advance(14 * MINUTE_MS);
		await webhooks().sendDue();
		expect(webhooks().log).toHaveLength(2);
		receiver.manners.right = 200;
		xero.sandbox.clock.advance(MINUTE_MS);
		while (webhooks().log.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
		expect([told(), webhooks().pending]).toEqual([['CREATE A'], { retries: 0, kept: 0 }]);
	});

	test('switches the webhook off after a day; what came meanwhile is kept and replayed in order once it is back', async () => {
		await fail();
		await pass(23 * 60);
		expect(webhooks().subscription?.state).toBe('live');
		organisation().createInUi({ Name: 'B' });
		await webhooks().idle();
		await pass(2 * 60);
		expect(webhooks().subscription?.state).toBe('disabled');
		organisation().createInUi({ Name: 'C' });
		await webhooks().idle();
		expect(webhooks().pending).toEqual({ retries: 0, kept: 3 });
		expect(await webhooks().sendIntentToReceive()).not.toEqual([]);
		expect(webhooks().subscription?.state).toBe('disabled');
		receiver.reset();
		expect(await webhooks().sendIntentToReceive()).toEqual([]);
		await webhooks().idle();
		expect([told(), webhooks().pending]).toEqual([['CREATE A', 'CREATE B', 'CREATE C'], { retries: 0, kept: 0 }]);
	});

	test('is kept for 31 days', async () => {
		await fail();
		await pass(25 * 60);
		xero.sandbox.clock.advance(31 * 24 * 60 * MINUTE_MS);
		receiver.reset();
		expect(await webhooks().sendIntentToReceive()).toEqual([]);
		await webhooks().idle();
		expect(told()).toEqual([]);
	});
});

test('an answer after five seconds is none', async () => {
	await subscribed();
	receiver.manners.thinkMs = 5_300;
	organisation().createInUi({ Name: 'A' });
	await new Promise((resolve) => setTimeout(resolve, 500)); // it thinks by now
	receiver.manners.thinkMs = 0;
	await webhooks().idle();
	expect(webhooks().log.map(({ attempt, status }) => [attempt, status])).toEqual([[1, 'timeout'], [2, 200]]);
});
