// Sentences, tokens, tags and entities of a text by wink-nlp: node wink.mjs FILE
import { readFileSync } from 'node:fs'
import winkNLP from 'wink-nlp'
import model from 'wink-eng-lite-web-model'

const nlp = winkNLP(model, ['sbd', 'pos', 'ner'])
const its = nlp.its
const doc = nlp.readDoc(readFileSync(process.argv[2], 'utf8'))
console.log(JSON.stringify({
  sentences: doc.sentences().out().length,
  tokens: doc.tokens().out(its.pos).length,
  entities: doc.entities().out(its.detail).length
}))
