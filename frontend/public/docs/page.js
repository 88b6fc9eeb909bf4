// Starts Swagger UI over this server's own description of its API, in the system's light or dark colours.
const dark = window.matchMedia('(prefers-color-scheme: dark)');

function follow() {
	document.documentElement.classList.toggle('dark-mode', dark.matches);
}

follow();
dark.addEventListener('change', follow);
window.ui = SwaggerUIBundle({
	url: '/openapi.json',
	dom_id: '#swagger-ui',
	deepLinking: true,
	displayRequestDuration: true,
	// The badge would ask another site to judge the description.
	validatorUrl: null,
	defaultModelsExpandDepth: 0,
});
