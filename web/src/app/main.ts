import '@/ui/styles/tokens.css'
import '@/ui/styles/base.css'
import { createApp } from 'vue'
import { i18n, preferredLanguage, setLanguage } from '@/ui'
import App from './App.vue'
import { applyAppearance } from './appearance'
import { createSiteRouter } from './router'

async function start(): Promise<void> {
  applyAppearance()
  await setLanguage(preferredLanguage())
  const app = createApp(App)
  app.use(i18n)
  app.use(createSiteRouter())
  app.mount('#app')
}

void start()
