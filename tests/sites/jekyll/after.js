import holdfast from 'holdfast/folder';

holdfast('_site', { fallbacks: 'fallbacks', when: 'always', strict: process.env.STRICT === '1' });
