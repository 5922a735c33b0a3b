import fc from 'fast-check';
import type { ILoadOptionsFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { getXeroFields } from '../../nodes/IntercomToXeroMapper/parameters/xeroFields';
import { runNode } from './runWorkflow';

const jane = { contact: { id: 'a1', role: 'user', name: 'Jane Doe', email: 'jane@acme.example', phone: '0412 345 678' } };
const contact = (changes: Record<string, unknown>) => ({ contact: { ...jane.contact, ...changes } });
const items = (...profiles: object[]): INodeExecutionData[] => profiles.map((json) => ({ json: json as INodeExecutionData['json'] }));
const map = (profiles: INodeExecutionData[], parameters: INodeParameters = {}, onError?: 'continueRegularOutput' | 'continueErrorOutput') =>
	runNode({ type: 'intercomToXeroMapper', parameters: { operation: 'mapContactToPerson', ...parameters }, items: profiles, onError });
const custom = (value: Record<string, unknown>, schema: object[] = []) =>
	({ mapping: 'custom', fields: { mappingMode: 'defineBelow', value, matchingColumns: [], schema } }) as INodeParameters;

/** The output each input left by, in the order of the inputs. */
function outputsByInput(outputs: INodeExecutionData[][], inputs: number): number[][] {
	return Array.from({ length: inputs }, (_, input) =>
		outputs.flatMap((output, index) => output.filter(({ pairedItem }) => JSON.stringify(pairedItem) === JSON.stringify({ item: input })).map(() => index)),
	);
}

test('mapped, rejected and skipped items leave by their own output, paired', async () => {
	const { outputs, error } = await map(
		items(jane, contact({ name: 'x'.repeat(256) }), contact({ role: 'lead' }), contact({ email: null, name: null }), contact({ phone: '12' }), { nothing: true }),
		{ options: { unreadablePhone: 'reject' } },
	);
	expect(error).toBeUndefined();
	expect(outputsByInput(outputs, 6)).toEqual([[0], [1], [2], [1], [1], [1]]);
	expect(outputs[0]?.[0]?.json).toMatchObject({ intercomId: 'a1', kind: 'person', xero: { Name: 'Jane Doe', FirstName: 'Jane' }, match: { email: 'jane@acme.example' } });
	expect(outputs[1]?.map(({ json }) => json.reason)).toEqual(['maxChars', 'required', 'phoneUnreadable', 'notAProfile']);
	expect(outputs[1]?.at(-1)?.json.message).toContain('Get Profile');
	expect(outputs[2]?.[0]?.json).toEqual({ intercomId: 'a1', reason: 'lead', message: expect.any(String) });
	const byDefault = await map(items(contact({ phone: '12' })));
	expect(byDefault.outputs[0]).toMatchObject([{ json: { remarks: ['Phone: "12" is not a phone number and was left out.'] } }]);
});

test('what Xero gets comes first in an item, ids after it', async () => {
	const { outputs } = await map(items(contact({})));
	expect(Object.keys(outputs[0]![0]!.json).slice(0, 2)).toEqual(['xero', 'intercomId']);
});

test('the parameters of the form reach the mapping', async () => {
	const { outputs } = await map(items(contact({ phone: '021 123 456' })), {
		preset: 'literal',
		syncWhom: 'everyone',
		updateRules: { rule: [{ field: 'EmailAddress', update: 'ifEmpty', clear: true }, { field: 'Nonsense', update: 'always', clear: false }] },
		options: { defaultCountry: 'nz', phoneSlot: 'MOBILE', unreadablePhone: 'leaveOut' },
	});
	expect(outputs[0]?.[0]?.json).toMatchObject({
		xero: { Name: 'Jane', FirstName: 'Doe', Phones: [{ PhoneType: 'MOBILE', PhoneCountryCode: '64' }] },
		rules: { EmailAddress: { update: 'ifEmpty', clear: true } },
	});
	expect(Object.keys(outputs[0]?.[0]?.json.rules ?? {})).toEqual(['EmailAddress']);
});

test('Sync Whom reads its own parameter, an expression too', async () => {
	const tagged = { ...contact({ role: 'lead' }), tags: [{ id: '1', name: 'VIP' }], wanted: 'x, vip' };
	const byTag = await map(items(tagged, { ...tagged, wanted: 'other' }), { syncWhom: 'tag', tags: '={{ $json.wanted }}' });
	expect(outputsByInput(byTag.outputs, 2)).toEqual([[0], [2]]);
	const company = { ...jane, companies: [{ id: 'c', name: 'Acme', plan: 'Pro' }] };
	const byCompany = await map(items(company, jane), { syncWhom: 'companyAttribute', companyAttribute: 'plan', companyAttributeValue: 'pro' });
	expect(outputsByInput(byCompany.outputs, 2)).toEqual([[0], [1]]);
});

test('Sync Whom and groups take names from a list as well as in one line, a name with a comma too', async () => {
	const tagged = { ...jane, tags: [{ id: '1', name: 'VIP, gold' }] };
	const { outputs } = await map(items(tagged, { ...jane, tags: [] }), { syncWhom: 'tag', tags: ['VIP, gold', 'Other'], authentication: 'accessToken', groupsAndNotes: { tags: ['*'] } });
	expect(outputsByInput(outputs, 2)).toEqual([[0], [2]]);
	expect(outputs[0]?.[0]?.json.groups).toEqual(['Tag: VIP, gold']);
	await expect(map(items(jane), { syncWhom: 'tag', tags: [], authentication: 'accessToken' })).rejects.toThrow('Parameter "Tags" is required');
});

test('a choice without its text stops the node, or rejects the items if the user wants to go on', async () => {
	const stopped = await map(items(jane), { syncWhom: 'tag', tags: '={{ " " }}' });
	expect(stopped.error?.message).toContain('Sync Whom needs Tags');
	for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
		const going = await map(items(jane, jane), { syncWhom: 'tag', tags: '={{ $json.missing }}' }, onError);
		expect(outputsByInput(going.outputs.slice(0, 3), 2)).toEqual([[1], [1]]);
		expect(going.outputs[1]?.[0]?.json).toMatchObject({ reason: 'mappingFailed', intercomId: 'a1' });
	}
});

test('the values that the form takes by name give what the recommended mapping gives, names with particles too', async () => {
	const { fields } = await getXeroFields.call({} as ILoadOptionsFunctions);
	const value = Object.fromEntries(fields.map(({ id, defaultValue }) => [id, defaultValue ?? null]));
	const profiles = items(
		jane,
		contact({ name: 'Madonna' }),
		contact({ name: 'Mary Ann Smith', phone: null }),
		contact({ name: "José O'Brien-Smith", phone: '+64 21 123 456', email: ' Jose@ACME.example' }),
		contact({ name: '王小明', phone: '(02) 9374-4000' }),
		contact({ name: 'Иван Петров', phone: '0412 345 678 ext 9' }),
		contact({ name: 'Dr. Jane van der Berg' }),
		contact({ name: 'Nguyen, Ava' }),
		contact({ name: 'Jo', custom_attributes: { first_name: 'Joanna', last_name: 'de la Cruz' } }),
		contact({ name: null }),
		{ ...contact({ name: null }), companies: [{ id: 'c', name: 'Acme' }] },
	);
	const byForm = await map(profiles, custom(value, fields));
	const byPreset = await map(profiles);
	expect(byForm.outputs[0]).toHaveLength(11);
	expect(byForm.outputs[0]?.map(({ json }) => json.xero)).toEqual(byPreset.outputs[0]?.map(({ json }) => json.xero));
});

test('a blank box is not mapped, an expression without a value is mapped and empty', async () => {
	const { outputs } = await map(items(jane), custom({ Name: 'Fixed', LastName: '', FirstName: null, EmailAddress: '={{ $json.contact.missing }}' }));
	expect(outputs[0]?.[0]?.json.xero).toEqual({ Name: 'Fixed', EmailAddress: '' });
});

test('values of a wrong type are rejected with the field, and the others go on', async () => {
	const { fields } = await getXeroFields.call({} as ILoadOptionsFunctions);
	const people = [1, 2, 3, 4, 5, 6].map((n) => ({ FirstName: `P${n}` }));
	const mapping = custom({ Name: '={{ $json.contact.name }}', ContactPersons: '={{ $json.people }}' }, fields);
	const given = items({ ...jane, people: people.slice(0, 5) }, { ...jane, people }, { ...jane, people: 'Ann' });
	const { outputs } = await map(given, { ...mapping, options: { unusableValue: 'reject' } });
	expect(outputsByInput(outputs, 3)).toEqual([[0], [1], [1]]);
	expect(outputs[1]?.map(({ json }) => json.reason)).toEqual(['maxPersons', 'wrongType']);
	expect(outputs[1]?.[0]?.json.message).toContain('6 contact persons');
	expect(outputsByInput((await map(given, mapping)).outputs, 3)).toEqual([[0], [0], [1]]);
});

test('an expression that fails for one record rejects that record only', async () => {
	const { outputs, error } = await map(items(jane, contact({ id: 'a2' })), custom({ Name: '={{ $json.contact.id === "a2" ? $("Nowhere").item.json.name : "Jane" }}' }));
	expect(error).toBeUndefined();
	expect(outputsByInput(outputs, 2)).toEqual([[0], [1]]);
	expect(outputs[1]?.[0]?.json).toMatchObject({ intercomId: 'a2', reason: 'fieldsUnreadable', contact: { name: 'Jane Doe' } });
});

test('a custom mapping without any field is rejected with what to do', async () => {
	const { outputs } = await map(items(jane), custom({}));
	expect(outputs[1]?.[0]?.json).toMatchObject({ reason: 'fieldsUnreadable', message: expect.stringContaining('no fields') });
});

test('whatever the items hold, each leaves exactly once and paired, and never with a key `error`', async () => {
	const anything = fc.oneof(
		fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 }),
		fc.record({ contact: fc.record({ id: fc.string(), role: fc.constantFrom('user', 'lead'), name: fc.string(), email: fc.option(fc.emailAddress()), phone: fc.option(fc.string()) }) }),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 8 }), fc.constantFrom('usersWithEmail', 'everyone'), async (profiles, syncWhom) => {
			const { outputs, error } = await map(items(...profiles), { syncWhom });
			expect(error).toBeUndefined();
			expect(outputsByInput(outputs, profiles.length).every((left) => left.length === 1)).toBe(true);
			expect(outputs.flat()).toHaveLength(profiles.length);
			expect(outputs.flat().some(({ json }) => 'error' in json)).toBe(false);
		}),
		{ numRuns: 40 },
	);
}, 60_000);
