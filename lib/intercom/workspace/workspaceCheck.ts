/** One thing that the sync needs of a workspace. */
export interface WorkspaceCheck {
	/** Stable code, such as `permission:contacts`. */
	check: string;
	ok: boolean;
	/** What was found. */
	message: string;
	/** What to do; '' when all is well. */
	fix: string;
}

/** A check that found all well. Pure. */
export function fine(check: string, message: string): WorkspaceCheck {
	return { check, ok: true, message, fix: '' };
}

/** A check that found something for a person to do. Pure. */
export function missing(check: string, message: string, fix: string): WorkspaceCheck {
	return { check, ok: false, message, fix };
}

/** How a person gives the app a permission, by its name in Intercom's Developer Hub. Pure. */
export function permissionFix(permission: string): string {
	return `In Intercom's Developer Hub open the app, Configure, Authentication, tick "${permission}". With OAuth2 press Switch account in the credential then.`;
}
