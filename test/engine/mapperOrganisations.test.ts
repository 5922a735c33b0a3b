import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runNode } from './runWorkflow';

const acme = { id: 'c1', company_id: 'A-1', name: 'Acme Pty Ltd', website: 'acme.example', custom_attributes: { tax: '51824753556', abn: '1', town: 'Sydney' } };
const jane = { contact: { id: 'a1', role: 'user', name: 'Jane Doe', email: 'jane@acme.example' } };
const map = (operation: string, items: object[], parameters: INodeParameters = {}) =>
	runNode({ type: 'intercomToXeroMapper', parameters: { operation, ...parameters }, items: items.map((json) => ({ json })) as INodeExecutionData[] });

test('Map Company to Organisation reads its parameters; what is no company is rejected', async () => {
	const parameters = {
		organisationOptions: { abn: 'tax', invalidAbn: 'reject' },
		companyFields: { field: [{ xeroField: 'AddressPOBOXCity', attribute: 'town' }] },
	};
	const { outputs, error } = await map('mapCompanyToOrganisation', [acme, jane, { ...acme, custom_attributes: { tax: '1' } }], parameters);
	expect(error).toBeUndefined();
	expect(outputs[0]).toMatchObject([
		{ json: { intercomId: 'c1', kind: 'organisation', xero: { TaxNumber: '51 824 753 556', Addresses: [{ City: 'Sydney' }] } }, pairedItem: { item: 0 } },
	]);
	expect(outputs[1]).toMatchObject([
		{ json: { reason: 'notACompany' }, pairedItem: { item: 1 } },
		{ json: { reason: 'abnCheckDigits' }, pairedItem: { item: 2 } },
	]);
	const leftOut = await map('mapCompanyToOrganisation', [acme]);
	expect(leftOut.outputs[0]).toMatchObject([{ json: { remarks: [expect.stringContaining('ABN')] } }]);
});

test('Map Contact to Organisation: staff, several companies, none', async () => {
	const plain = { ...acme, custom_attributes: {} };
	const both = { ...jane, companies: [plain, { ...plain, id: 'c2', created_at: -1 }] };
	const items = [{ ...jane, companies: [plain] }, both, { ...jane, companies: [] }, {}];
	const { outputs } = await map('mapContactToOrganisation', items);
	expect(outputs[0]).toMatchObject([{ json: { intercomId: 'c1', staff: { intercomId: 'a1' } }, pairedItem: { item: 0 } }]);
	expect(outputs[1]).toMatchObject([
		{ json: { reason: 'severalCompanies' }, pairedItem: { item: 1 } },
		{ json: { reason: 'notAProfile' }, pairedItem: { item: 3 } },
	]);
	expect(outputs[2]).toMatchObject([{ json: { reason: 'noCompany' }, pairedItem: { item: 2 } }]);
	const oldest = await map('mapContactToOrganisation', [both], { severalCompanies: 'oldest' });
	expect(oldest.outputs[0]).toMatchObject([{ json: { intercomId: 'c2' } }]);
});
