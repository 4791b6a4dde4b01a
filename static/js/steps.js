// On the projector the arrow keys go between the points; not while somebody is writing.
document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, textarea, select')) return;
  const rel = { ArrowLeft: 'prev', PageUp: 'prev', ArrowRight: 'next', PageDown: 'next' }[event.key];
  const link = rel && document.querySelector(`[data-steps] a[rel="${rel}"]`);
  if (link) { event.preventDefault(); link.click(); }
});
