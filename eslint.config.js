import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

/** What a rule of the house says when it is broken: a sentence each. */
const pure = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'shared/ has no clock: time is an argument.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'shared/ has no clock: time is an argument.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'shared/ has no chance: random bytes are an argument.',
  },
]
const outside = ['setTimeout', 'setInterval', 'fetch', 'console', 'document', 'window', 'localStorage', 'crypto', 'performance', 'process']

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'data/', 'screenshots/', '.dependency-cruiser.cjs'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  prettier,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js'] },
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/require-await': 'off',
      // 'unknown' beside string says what a value means, though the compiler folds it.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // Builders here are plain objects of closures; `this` is used in classes only.
      '@typescript-eslint/unbound-method': 'off',
      'svelte/no-at-html-tags': 'error',
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    // Props of components are \`any\` to this parser; svelte-check knows their types and looks at the same lines.
    files: ['client/**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'svelte/no-unused-svelte-ignore': 'off',
    },
  },
  // Maps and sets made anew in a derived value or replaced whole need no reactivity of their own.
  { files: ['client/**'], rules: { 'svelte/prefer-svelte-reactivity': 'off', 'svelte/no-navigation-without-resolve': 'off' } },
  { files: ['tests/**'], rules: { '@typescript-eslint/no-unsafe-enum-comparison': 'off', '@typescript-eslint/no-base-to-string': 'off' } },
  {
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...pure],
      'no-restricted-globals': ['error', ...outside.map((name) => ({ name, message: `shared/ is pure: no ${name}.` }))],
    },
  },
  { files: ['client/**'], rules: { 'no-console': 'error' } },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], ...ts.configs.disableTypeChecked },
)
