// Before the first paint: the theme that was chosen on this device and the language of the page, so that nothing flashes.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('heping-theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch {
    // Storage is closed to this page (private mode): the system's theme is right.
  }
  if (/(?:^|; )heping-locale=en(?:;|$)/.test(document.cookie)) root.lang = 'en';
})();
