// The table in which the page's parts leave what the next one needs.
window.embedParts = {
  make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null));
    return element;
  },
  query: new URLSearchParams(location.search),
};
document.documentElement.dataset.theme = window.embedParts.query.get('theme') === 'dark' ? 'dark' : 'light';
