import holdfast from 'holdfast/folder';

holdfast('public', { fallbacks: 'static/holdfast', when: 'always', strict: process.env.STRICT === '1' });
