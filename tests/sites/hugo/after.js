import holdfast from 'holdfast/folder';

holdfast('public', { fallbacks: 'fallbacks', when: 'always', strict: process.env.STRICT === '1' });
