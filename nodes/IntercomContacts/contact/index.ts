import type { Resource } from '../operation';
import { getChanged } from './getChanged.operation';
import { getPage } from './getPage.operation';
import { getProfile } from './getProfile.operation';
import { setXeroReference } from './setXeroReference.operation';

export const contact: Resource = {
	option: { name: 'Contact', value: 'contact' },
	default: 'getProfile',
	operations: { getChanged, getPage, getProfile, setXeroReference },
};
