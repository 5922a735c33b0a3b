import type { INodeProperties } from 'n8n-workflow';

/** Its address stands for every host of the vendor; the paths stay the vendor's own. */
export const simulatorField: INodeProperties = {
	displayName: 'Local Simulator (Tests Only)',
	name: 'simulatorUrl',
	type: 'string',
	default: '',
	placeholder: 'http://localhost:4010',
	description:
		'Leave empty. Address of a simulator on this machine (localhost, 127.x.x.x or [::1]) to test against instead of the real service; any other address is ignored.',
};
