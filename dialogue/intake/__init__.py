"""Anonymous concerns: form, preview, emergency router, receipt, look-up."""
