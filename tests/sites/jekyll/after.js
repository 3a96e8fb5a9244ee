import holdfast from 'holdfast/folder';

holdfast('_site', { fallbacks: 'holdfast', when: 'always', strict: process.env.STRICT === '1' });
