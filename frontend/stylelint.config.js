// Logical properties only, so that a page mirrors itself from right to left; nothing else about CSS is policed.
/** @type {import("stylelint").Config} */
export default {
	plugins: ["stylelint-use-logical"],
	rules: {
		"csstools/use-logical": ["always", { except: ["float"] }],
		"color-no-invalid-hex": true,
		"no-invalid-position-declaration": null,
		"property-no-vendor-prefix": null,
	},
};
