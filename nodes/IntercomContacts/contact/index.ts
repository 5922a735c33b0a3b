import type { Resource } from '../operation';
import { getProfile } from './getProfile.operation';
import { setXeroReference } from './setXeroReference.operation';

export const contact: Resource = {
	option: { name: 'Contact', value: 'contact' },
	operations: { getProfile, setXeroReference },
};
