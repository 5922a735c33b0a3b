import { IntercomRefusal } from './errors';

/** major * 100 + minor, so 2.16 is 216 and above 2.9; Preview is above all. */
export type ApiVersion = number;

/** @see https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/api-changelog */
const KNOWN = ['1.0', '1.1', '1.2', '1.3', '1.4', ...Array.from({ length: 18 }, (_, minor) => `2.${minor}`)];
const PREVIEW = ['preview', 'unstable'];

/** Reads an Intercom-Version header. @throws IntercomRefusal for one that does not exist */
export function readVersion(header: string): ApiVersion {
	if (PREVIEW.includes(header.toLowerCase())) return 9_999;
	if (!KNOWN.includes(header)) {
		throw new IntercomRefusal(400, 'intercom_version_invalid', 'The requested version could not be found');
	}
	const [major = '0', minor = '0'] = header.split('.');
	return Number(major) * 100 + Number(minor);
}

/** @param wanted as a decimal reads, 2.16 */
export function atLeast(version: ApiVersion, wanted: 2.7 | 2.11 | 2.13 | 2.16): boolean {
	const [major = '0', minor = '0'] = String(wanted).split('.');
	return version >= Number(major) * 100 + Number(minor);
}
