import { lowestNode, nodeFits } from '../../../sandbox/runtime/engines';

test.each([
	['>=24.0.0', { major: 24, minor: 0 }],
	['>=22.22', { major: 22, minor: 22 }],
	['>=20.19 <= 24.x', { major: 20, minor: 19 }],
])('%s asks for %j', (engines, lowest) => expect(lowestNode(engines)).toEqual(lowest));

test.each([
	['>=22.22', '22.22.0', true],
	['>=22.22', '22.21.9', false],
	['>=22.22', '24.0.0', true],
	['>=20.19 <= 24.x', '24.9.0', true],
	['>=20.19 <= 24.x', '26.0.0', false],
	['>=24.0.0', '20.20.2', false],
])('engines %s, Node %s: %s', (engines, version, fits) => expect(nodeFits(engines, version)).toBe(fits));
