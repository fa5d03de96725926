// Tells Streamlit's script where its server is and what the host allows, so that it need not wait for an answer before
// it connects, and does not guess at addresses under a page's path.
window.__streamlit = {
  BACKEND_BASE_URL: window.location.origin,
  MAIN_PAGE_BASE_URL: window.location.origin,
  HOST_CONFIG: {
    allowedOrigins: [window.location.origin],
    useExternalAuthToken: false,
    enableCustomParentMessages: false,
    enforceDownloadInNewTab: false,
    metricsUrl: "",
    blockErrorDialogs: false,
    resourceCrossOriginMode: null,
  },
};
