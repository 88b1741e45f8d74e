// Draws the contract of the server that has served this page. A key that somebody puts in stays in this tab.
window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  displayRequestDuration: true,
  // The dashboard's own API is the last tag; most readers come for another.
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  // It would send the document to a validator on the internet.
  validatorUrl: null,
});
