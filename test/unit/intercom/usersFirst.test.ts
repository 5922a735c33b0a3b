import type { ReadContact } from '../../../lib/intercom/contacts/contactFrom';
import type { ContactRole } from '../../../lib/intercom/contacts/contactPages';
import type { Failure } from '../../../lib/http/failure';
import { usersFirst, type ReadRole } from '../../../lib/intercom/contacts/usersFirst';

/** Pages of two. */
function intercomOf(people: Record<ContactRole, string[]>, counts = true): { read: ReadRole; asked: string[] } {
	const asked: string[] = [];
	const read: ReadRole = async (role, cursor) => {
		asked.push(`${role ?? 'all'} ${cursor ?? ''}`.trim());
		const all = role === null ? [...people.user, ...people.lead] : people[role];
		const from = cursor === null ? 0 : Number(cursor);
		const contacts = all.slice(from, from + 2).map((id) => ({ contact: { id } }) as ReadContact);
		return await Promise.resolve({ ok: true, value: { contacts, nextCursor: from + 2 < all.length ? String(from + 2) : null, total: counts ? all.length : null } });
	};
	return { read, asked };
}

async function allOf(read: ReadRole) {
	const pages: string[][] = [];
	const totals = new Set<number | null>();
	for (let cursor: string | null = null; ; ) {
		const page = await usersFirst(cursor, read);
		if (!page.ok) throw new Error(page.failure.message);
		pages.push(page.value.contacts.map(({ contact }) => contact.id));
		totals.add(page.value.total);
		// Whatever stands between two pages may trim it.
		cursor = page.value.nextCursor?.trim() ?? null;
		if (cursor === null) return { pages, totals: [...totals] };
	}
}

test.each<[string, Record<ContactRole, string[]>, string[][]]>([
	['both', { user: ['u1', 'u2', 'u3'], lead: ['l1', 'l2', 'l3'] }, [['u1', 'u2'], ['u3'], ['l1', 'l2'], ['l3']]],
	['users alone: no page for leads that are not there', { user: ['u1', 'u2', 'u3'], lead: [] }, [['u1', 'u2'], ['u3']]],
	['leads alone: on the first page', { user: [], lead: ['l1', 'l2', 'l3'] }, [['l1', 'l2'], ['l3']]],
	['nobody: one empty page', { user: [], lead: [] }, [[]]],
])('%s', async (_, people, pages) => {
	const { read, asked } = intercomOf(people);
	expect(await allOf(read)).toEqual({ pages, totals: [people.user.length + people.lead.length] });
	expect(asked.length).toBe(pages.length + 1);
});

test('where Intercom does not count, the total is not known, and nobody is left out', async () => {
	const { read } = intercomOf({ user: ['u1'], lead: ['l1'] }, false);
	expect(await allOf(read)).toEqual({ pages: [['u1'], ['l1']], totals: [null] });
});

test('a cursor from before there was this order goes on without it', async () => {
	const { read, asked } = intercomOf({ user: ['u1', 'u2'], lead: ['l1'] });
	expect(await usersFirst('2', read)).toMatchObject({ ok: true, value: { contacts: [{ contact: { id: 'l1' } }], nextCursor: null, total: 3 } });
	expect(asked).toEqual(['all 2']);
});

test('what Intercom refuses is said as it is, whichever of the two it was', async () => {
	const failure: Failure = { class: 'quota', reason: 'x', message: '', nextStep: '', retryable: true };
	for (const refused of ['user', 'lead'] as const) {
		const { read } = intercomOf({ user: ['u1'], lead: ['l1'] });
		const answer = await usersFirst(null, async (role, cursor) => (role === refused ? { ok: false, failure, attempts: 1 } : await read(role, cursor)));
		expect(answer).toEqual({ ok: false, failure, attempts: 1 });
	}
});
