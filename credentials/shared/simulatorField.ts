import type { INodeProperties } from 'n8n-workflow';

/**
 * Its address stands for every host of the vendor; the paths stay the vendor's own. Last in each form: nobody needs it but who
 * tries the package against the stand-ins of `npm run sandbox`.
 */
export const simulatorField: INodeProperties = {
	displayName: 'Local Simulator (Only to Try It Out)',
	name: 'simulatorUrl',
	type: 'string',
	default: '',
	placeholder: 'http://localhost:4010',
	description: 'Leave empty. Address of a stand-in on this machine (localhost, 127.x.x.x or [::1]) to work against instead of the real service; any other address is ignored.',
};
